while IFS= read -r request; do
  argument=${request#* }
  printf '\ndropsweep begin\n'
  # shellcheck disable=SC2086 # put's are three words
  case $request in
    hold\ *) hold "$argument" ;;
    look) look ;;
    put\ *) put $argument ;;
    drop\ *) drop "$argument" ;;
    activate) activate ;;
    verify) verify ;;
    settle) settle ;;
    start) start ;;
    follow) follow ;;
    remove\ *) remove "$argument" ;;
  esac
  printf 'dropsweep end\n'
done
